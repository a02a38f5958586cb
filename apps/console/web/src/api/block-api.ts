import type { BlockView } from '../../../src/api/block-view.ts';
import type { Language } from '../language/language.ts';
import { read, remove, send } from './console-api.ts';
import { isRecord } from './problem-error.ts';

/** As it leaves the server: in JSON the time is a text. */
export type BlockItem = Omit<BlockView, 'createdAt'> & { createdAt: string };

/** `widgetHash` null: for the list of the installation. */
export interface NewBlock {
  widgetHash: string | null;
  kind: 'phone' | 'network';
  value: string;
  note: string;
}

const isBlock = (body: unknown): body is BlockItem => isRecord(body) && typeof body.id === 'string';
const isBlockList = (body: unknown): body is { items: BlockItem[] } => isRecord(body) && Array.isArray(body.items);

export async function fetchBlocks(language: Language, signal?: AbortSignal): Promise<BlockItem[]> {
  return (await read('/api/v1/blocks', language, isBlockList, signal)).items;
}

export function addBlock({ widgetHash, kind, value, note }: NewBlock, language: Language): Promise<BlockItem> {
  return send('/api/v1/blocks', { widgetHash, [kind]: value, note }, language, isBlock);
}

export function removeBlock(id: string, language: Language): Promise<void> {
  return remove(`/api/v1/blocks/${encodeURIComponent(id)}`, language);
}
