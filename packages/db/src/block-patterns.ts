/** What a block list may say of a phone: the phone itself, and `+7916*` for each of its beginnings. */
export function blockPatternsOf(phone: string): string[] {
  return [phone, ...Array.from({ length: phone.length - 2 }, (_, place) => `${phone.slice(0, place + 2)}*`)];
}
