/** What `load-schema-engine.ts` uses; TypeScript has these types in its browser library only. */
declare namespace WebAssembly {
  function instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: Record<string, () => void> } }>;
}
