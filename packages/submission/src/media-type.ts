export const MULTIPART = 'multipart/form-data';

/** The media type in lower case, without its parameters. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

export function isMultipart(contentType: string): boolean {
  return mediaTypeOf(contentType) === MULTIPART;
}
