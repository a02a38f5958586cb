import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Below, compressing costs more than what it spares the cipher, the network and the store's disk. */
const COMPRESS_FROM_BYTES = 16_384;
const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** No UTF-8 text begins like this. */
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

export interface Seal {
  seal: (text: string) => string;
  /** Throws when the text was not sealed with this key or was changed. */
  open: (sealed: string) => string;
}

/**
 * Encrypts personal data before it leaves for the queue store. Forms of a group repeat each other's names, so that a long
 * text is compressed first, to about a sixth. `secretKey` is the base64 of 32 bytes.
 */
export function createSeal(secretKey: string): Seal {
  const key = Buffer.from(secretKey, 'base64');
  if (key.length !== 32) throw new Error('the secret key is not the base64 of 32 bytes');
  return {
    seal: (text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const body = Buffer.concat([cipher.update(compress(Buffer.from(text))), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return decompress(Buffer.concat([decipher.update(body), decipher.final()])).toString('utf8');
    },
  };
}

function compress(text: Buffer): Buffer {
  return text.length < COMPRESS_FROM_BYTES ? text : zstdCompressSync(text, FASTEST);
}

function decompress(bytes: Buffer): Buffer {
  return bytes.subarray(0, ZSTD_MAGIC.length).equals(ZSTD_MAGIC) ? zstdDecompressSync(bytes) : bytes;
}
