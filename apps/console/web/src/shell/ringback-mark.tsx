/** A ring that goes back to where it came from. */
export function RingbackMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="#0b7285" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M9.2 11.2A8.4 8.4 0 1 1 7.6 16" />
        <path d="M8.6 6.6v4.9h4.9" />
      </g>
      <circle cx="16" cy="16" r="2.9" fill="#fff" />
    </svg>
  );
}
