/** Whom the contract calls: people of the exchange, and of the dialplan in `docs/asterisk.md`. */
export const CONTRACT_NUMBERS = {
  answers: '+79000000010',
  key: '1',
  patient: 'manager',
  busy: '+79000000001',
  noAnswer: '+79000000002',
  declines: '+79000000003',
  noSuchNumber: '+79000000004',
  unavailable: '+79000000005',
  carrierFault: '+79000000006',
  hangsUp: '+79000000007',
  machine: '+79000000008',
};
