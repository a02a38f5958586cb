import type { DeliveryFile } from '@ringback/db';
import type { FileStore } from '@ringback/files';

/** A file of a lead, in memory for a delivery. */
export interface CarriedFile {
  id: string;
  field: string;
  name: string;
  contentType: string;
  content: Buffer;
}

/** The files that are kept, in their order, as long as they fit into `maxBytes` together. */
export async function readFiles(
  files: DeliveryFile[],
  store: Pick<FileStore, 'read'>,
  maxBytes: number,
): Promise<CarriedFile[]> {
  const carried: CarriedFile[] = [];
  let left = maxBytes;
  for (const { id, key, field, name, contentType, bytes } of files) {
    if (key === null || bytes > left) continue;
    const content = await store.read(key);
    // Removed by hand, or lost with its volume: a letter or a form is not held back for that.
    if (!content) continue;
    carried.push({ id, field, name, contentType, content });
    left -= bytes;
  }
  return carried;
}
