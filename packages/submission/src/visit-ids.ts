/** The visitor's ids in statistics and advertising systems, under the names of their cookies and parameters. */
export type VisitId = 'gclid' | 'yclid' | '_ym_uid' | '_ga' | 'roistat_visit';

export interface IdRule {
  id: VisitId;
  /** Of a normalised name. */
  names: RegExp;
  /** Other things may have such a name, too. */
  value: RegExp;
}

const ID_RULES: readonly IdRule[] = [
  { id: 'gclid', names: /^gclid$/, value: /^[\w-]{5,}$/ },
  { id: 'yclid', names: /^yclid$/, value: /^\d{5,}$/ },
  {
    id: '_ym_uid',
    names: /^(?:ym_?uid|(?:y[am]|yandex|metri[kc]a|yandex_metri[kc]a)_?(?:client_?|c)?id|y?_?client_?id)$/,
    value: /^\d{10,25}$/,
  },
  {
    id: '_ga',
    names: /^(?:ga|(?:g_?|ga_?|google_?)?(?:client_?id|cid))$/,
    value: /^(?:GA\d\.\d\.)?\d{3,12}\.\d{6,12}$/,
  },
  { id: 'roistat_visit', names: /^roistat(?:_?(?:visit|id|visit_id))?$/, value: /^\w+$/ },
];

const MAX_LENGTH = 200;

/** Which ids a field with this normalised name may hold. */
export function idsNamed(key: string): IdRule[] {
  return ID_RULES.filter(({ names }) => names.test(key));
}

/** The id that a value is, among those that its name may mean. */
export function readId(rules: IdRule[], value: string): VisitId | null {
  if (value.length > MAX_LENGTH) return null;
  return rules.find((rule) => rule.value.test(value))?.id ?? null;
}
