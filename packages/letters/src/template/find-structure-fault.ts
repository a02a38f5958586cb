import { Tokenizer, TypeGuards, type Liquid } from 'liquidjs';

type Finding = Readonly<{ line: number; message: string }>;

const BLOCKS: readonly string[] = ['case', 'comment', 'for', 'if', 'raw', 'unless'];
const MAX_DEPTH = 10;
/** Of one tag; brackets in brackets cost Liquid more than their length. */
const MAX_TAG_CHARACTERS = 1000;
const MAX_LOOP_DEPTH = 2;

/**
 * What is wrong with the shape of a template before Liquid parses it, which it does recursively: too deep blocks, loops in
 * loops in loops, and ranges. Null: nothing.
 */
export function findStructureFault(source: string, engine: Liquid): Finding | null {
  const open: string[] = [];
  for (const token of new Tokenizer(source).readTopLevelTokens(engine.options)) {
    const isTag = TypeGuards.isTagToken(token);
    if (!isTag && !TypeGuards.isOutputToken(token)) continue;
    const line = token.getPosition()[0] ?? 1;
    if (token.content.length > MAX_TAG_CHARACTERS) {
      return { line, message: `a tag is longer than ${MAX_TAG_CHARACTERS} characters` };
    }
    if (/\.\./.test(withoutQuotes(token.content))) {
      return { line, message: 'ranges of numbers are not available; loop over fields or files' };
    }
    if (!isTag) continue;
    if (token.name.startsWith('end')) open.pop();
    else if (engine.tags[token.name] && BLOCKS.includes(token.name)) open.push(token.name);
    if (open.length > MAX_DEPTH) return { line, message: `blocks stand more than ${MAX_DEPTH} deep in each other` };
    if (open.filter((name) => name === 'for').length > MAX_LOOP_DEPTH) {
      return { line, message: `loops stand more than ${MAX_LOOP_DEPTH} deep in each other` };
    }
  }
  return null;
}

function withoutQuotes(content: string): string {
  return content.replace(/"[^"]*"|'[^']*'/g, '');
}
