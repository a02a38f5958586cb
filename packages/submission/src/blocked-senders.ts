import ipaddr from 'ipaddr.js';

const SEPARATORS = /[\s().-]/g;

/** With fewer fixed bits a slip of the pen would block a whole country. */
const LEAST_BITS = { ipv4: 8, ipv6: 16 };

/** A phone as a block list has it: E.164, or the beginning of numbers and `*`. Null when the text is neither. */
export function parseBlockedPhone(text: string): string | null {
  const phone = text.replace(SEPARATORS, '').replace(/^8(?=\d{10}$)/, '+7');
  return /^\+[1-9](?:\d{6,14}|\d{1,13}\*)$/.test(phone) ? phone : null;
}

/** An address, or a CIDR block of them, as a block list has it. Null when the text is neither, or too wide a block. */
export function parseBlockedNetwork(text: string): string | null {
  const typed = text.trim();
  if (ipaddr.isValidCIDR(typed)) {
    const [address, bits] = ipaddr.parseCIDR(typed);
    const kind = address.kind();
    if (bits < LEAST_BITS[kind]) return null;
    const network = kind === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
    return `${network.networkAddressFromCIDR(typed).toString()}/${bits}`;
  }
  // Four numbers or a colon: `1` and `0x7f.1` are addresses for old programs only.
  if (!ipaddr.IPv4.isValidFourPartDecimal(typed) && !ipaddr.IPv6.isValid(typed)) return null;
  return ipaddr.process(typed.replace(/%.*$/, '')).toString();
}
