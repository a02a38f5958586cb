/** What a form says about a file. Nothing of it is to be believed. */
export interface FileInfo {
  /** The name of its input. */
  field: string;
  /** Without a path, and empty for an input that nobody has filled in. */
  name: string;
  contentType: string;
}

export interface FilePart extends FileInfo {
  content: Buffer;
}

export type OnFile = (file: FilePart) => void;
