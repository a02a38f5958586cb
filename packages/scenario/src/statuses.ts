/** Manager leg / visitor leg. Only 200/200 is success; the positions never swap. */
export interface Status {
  manager: number;
  visitor: number;
}

export type Language = 'ru' | 'en';

interface StatusRow {
  code: string;
  /** Whether a new attempt follows by default. */
  retried: boolean;
  en: string;
  ru: string;
}

const row = (code: string, retried: boolean, en: string, ru: string): StatusRow => ({ code, retried, en, ru });

/** Every pair that exists, in the words that people read. */
export const STATUSES: readonly StatusRow[] = [
  row('1/0', false, 'The call is in progress', 'Звонок выполняется'),
  row('2/0', false, 'The call is scheduled', 'Звонок запланирован'),
  row('200/200', false, 'Connected', 'Соединение состоялось'),
  row(
    '200/0',
    true,
    'The manager hung up before the visitor was dialled',
    'Менеджер положил трубку до звонка посетителю',
  ),
  row(
    '200/1',
    true,
    "The manager hung up while the visitor's phone rang",
    'Менеджер положил трубку во время дозвона посетителю',
  ),
  row('200/199', false, 'An answering machine took the call to the visitor', 'У посетителя ответил автоответчик'),
  row('200/201', false, 'Kept as a lead, without a call', 'Заявка принята без звонка'),
  row('200/400', false, "The visitor's carrier did not understand the call", 'Оператор посетителя не понял запрос'),
  row('200/401', false, "The visitor's phone is not registered", 'Телефон посетителя не зарегистрирован'),
  row('200/403', true, 'The call to the visitor is forbidden', 'Звонок посетителю запрещён'),
  row('200/404', true, "The visitor's number does not exist", 'Номера посетителя не существует'),
  row('200/406', true, "The visitor's phone could not take the call", 'Телефон посетителя не смог принять звонок'),
  row('200/408', true, 'The visitor was not found in time', 'Посетителя не удалось найти вовремя'),
  row('200/410', false, "The visitor's number is out of service", 'Номер посетителя больше не обслуживается'),
  row('200/461', true, 'The carrier bars calls to the visitor', 'Оператор не пропускает звонки посетителю'),
  row('200/480', true, 'The visitor is unavailable', 'Посетитель недоступен'),
  row('200/484', true, "The visitor's number is incomplete", 'Номер посетителя неполный'),
  row('200/486', true, 'The visitor is busy', 'У посетителя занято'),
  row('200/487', true, 'The visitor did not answer', 'Посетитель не ответил'),
  row('200/491', false, 'The call to the visitor clashed with another', 'Звонок посетителю столкнулся с другим'),
  row('200/500', true, "A fault at the visitor's carrier", 'Сбой у оператора посетителя'),
  row('200/502', false, "A fault at the visitor's carrier", 'Сбой у оператора посетителя'),
  row('200/503', true, "The visitor's carrier is overloaded or down", 'Оператор посетителя перегружен или не работает'),
  row('200/504', false, "The visitor's carrier did not answer", 'Оператор посетителя не ответил'),
  row('200/600', true, 'The visitor is busy everywhere', 'У посетителя везде занято'),
  row('200/603', true, 'The visitor declined the call', 'Посетитель отклонил звонок'),
  row('200/604', false, "The visitor's number does not exist anywhere", 'Номера посетителя нигде не существует'),
  row('200/708', false, 'The manager cancelled the call by key', 'Менеджер отменил звонок кнопкой'),
  row('200/717', false, 'Connecting with the visitor took too long', 'Дозвон посетителю занял слишком много времени'),
  row('403/0', true, 'The call to the manager is forbidden', 'Звонок менеджеру запрещён'),
  row('404/0', true, "The manager's number does not exist", 'Номера менеджера не существует'),
  row('406/0', true, "The manager's phone could not take the call", 'Телефон менеджера не смог принять звонок'),
  row('408/0', true, 'The manager was not found in time', 'Менеджера не удалось найти вовремя'),
  row('480/0', true, 'The manager is unavailable', 'Менеджер недоступен'),
  row('484/0', true, "The manager's number is incomplete", 'Номер менеджера неполный'),
  row('486/0', true, 'The manager is busy', 'У менеджера занято'),
  row('487/0', true, 'The manager did not answer', 'Менеджер не ответил'),
  row('488/0', false, 'No codec in common with the manager', 'Нет общего кодека с менеджером'),
  row('491/0', false, 'The call to the manager clashed with another', 'Звонок менеджеру столкнулся с другим'),
  row('500/0', true, "A fault at the manager's carrier", 'Сбой у оператора менеджера'),
  row('502/0', false, "A fault at the manager's carrier", 'Сбой у оператора менеджера'),
  row('503/0', true, "The manager's carrier is overloaded or down", 'Оператор менеджера перегружен или не работает'),
  row('504/0', true, "The manager's carrier did not answer", 'Оператор менеджера не ответил'),
  row('603/0', true, 'The manager declined the call', 'Менеджер отклонил звонок'),
  row('604/0', false, "The manager's number does not exist anywhere", 'Номера менеджера нигде не существует'),
  row('667/0', false, "The visitor's number is blocked", 'Номер посетителя заблокирован'),
  row('668/0', false, "The visitor's address is blocked", 'Адрес посетителя заблокирован'),
  row('701/0', false, 'Not needed any more: the visitor was reached', 'Больше не нужно: посетителю уже дозвонились'),
  row('702/0', false, 'There is no working time for the call', 'Нет рабочего времени для звонка'),
  row('703/0', false, 'Manager and visitor have the same number', 'У менеджера и посетителя один номер'),
  row('704/0', false, 'Cancelled for a technical reason', 'Отменено по технической причине'),
  row('705/0', false, "The manager's number is blocked", 'Номер менеджера заблокирован'),
  row('706/0', false, 'A call to this phone is already under way', 'Звонок на этот номер уже выполняется'),
  row('707/0', false, "The carrier's result is awaited", 'Ожидается ответ оператора'),
  row('708/0', false, 'Cancelled by the manager', 'Отменено менеджером'),
  row('709/0', false, 'The number is not a phone number', 'Номер не является телефонным'),
  row('710/0', false, 'The widget is switched off', 'Виджет выключен'),
  row('718/0', false, 'The widget does not call such numbers', 'Виджет не звонит на такие номера'),
  row('720/0', true, 'The carrier gave no clear answer', 'Оператор не дал понятного ответа'),
  row('790/0', false, 'A test call', 'Тестовый звонок'),
  row('813/0', false, 'Ordered again too soon', 'Повторный заказ'),
  row('814/0', false, 'The limit on calls is reached', 'Лимит звонков исчерпан'),
  row('815/0', false, 'A duplicate', 'Дубликат'),
];

const byCode = new Map(STATUSES.map((status) => [status.code, status]));

/** `487/0`. */
export function formatStatus(status: Status): string {
  return `${status.manager}/${status.visitor}`;
}

/** The status in the words of `language`. When the visitor is called first a failed visitor's leg is `0/NNN`: the words are those of `200/NNN`. */
export function describeStatus(status: Status, language: Language): string {
  const code = formatStatus(status);
  const known = byCode.get(code) ?? (status.manager === 0 ? byCode.get(`200/${status.visitor}`) : undefined);
  if (known) return known[language];
  return language === 'ru' ? `Код ${code}` : `Code ${code}`;
}

/** Whether `statuses` name this one. A visitor who is called first and fails, `0/NNN`, counts as `200/NNN`. */
export function isRetried(status: Status, statuses: readonly string[]): boolean {
  const asManagerFirst = status.manager === 0 ? { ...status, manager: 200 } : status;
  return statuses.includes(formatStatus(asManagerFirst));
}

/** The statuses that are followed by a new attempt unless the widget says otherwise. */
export const RETRIED_BY_DEFAULT: readonly string[] = STATUSES.filter((status) => status.retried).map(
  ({ code }) => code,
);

/** The one status that means that two people talked. */
export function isSuccess(status: Status): boolean {
  return status.manager === 200 && status.visitor === 200;
}
