export interface FormLimits {
  /** Of a body without its files. */
  bodyBytes: number;
  queryBytes: number;
  /** Fields and control parameters of query and body together, parts with files among them. */
  fields: number;
  nameLength: number;
  valueLength: number;
}

export const FORM_LIMITS: FormLimits = {
  bodyBytes: 256 * 1024,
  queryBytes: 8 * 1024,
  fields: 500,
  nameLength: 500,
  valueLength: 16 * 1024,
};
