import Joi from 'joi';

const schema = Joi.string().email({ tlds: false, minDomainSegments: 2 }).max(254).required();

/**
 * The one e-mail address that `text` is, or null. Never a list, a name, a comment or a group: mail programs would send
 * to all that they find in it. The part before the @ is ASCII, since not every server takes another.
 */
export function parseSingleAddress(text: string): string | null {
  const address = text.trim();
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[^\s,;:<>()[\]"\\@]+$/.test(address)) return null;
  return schema.validate(address).error ? null : address;
}
