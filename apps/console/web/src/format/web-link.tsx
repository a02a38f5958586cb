import { Anchor } from '@mantine/core';
import { shortAddress, webAddress } from './web-address.ts';

/** A link when the text is a web address, else the text. */
export function WebLink({ text, short = false }: { text: string; short?: boolean }) {
  const address = webAddress(text);
  if (address === null) return <span style={{ overflowWrap: 'anywhere' }}>{text}</span>;
  return (
    <Anchor
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      title={text}
      inherit
      style={{ overflowWrap: 'anywhere' }}
    >
      {short ? shortAddress(text) : text}
    </Anchor>
  );
}
