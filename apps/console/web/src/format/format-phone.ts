/** A Russian number in its usual groups, `+7 916 123-45-67`; any other as it is. */
export function formatPhone(phone: string): string {
  const groups = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return groups ? `+7 ${groups[1]} ${groups[2]}-${groups[3]}-${groups[4]}` : phone;
}
