/**
 * What Asterisk makes of a cause that goes over SIP to the caller's end, when the call was not answered: the SIP answer,
 * and the cause of that answer.
 */
export const OVER_SIP: Readonly<Record<number, { sipCode: number; cause: number }>> = {
  1: { sipCode: 404, cause: 1 },
  17: { sipCode: 486, cause: 17 },
  20: { sipCode: 480, cause: 19 },
  21: { sipCode: 403, cause: 21 },
  34: { sipCode: 503, cause: 34 },
};
