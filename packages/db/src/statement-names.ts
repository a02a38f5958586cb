const MAX_NAMES = 300;

/**
 * Gives each text of a statement a name, so that Postgres parses and plans it once for a connection and not each time:
 * planning is half of what it does for a lead. Bounded: lists of values make texts without end, and each one that has a
 * name is kept by every connection. An empty name is no name.
 */
export function createStatementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size === MAX_NAMES) return '';
    const name = `ringback_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
