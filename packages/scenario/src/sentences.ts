import { CLOSED, describeDeferral } from './deferral-sentence.ts';
import { describeStatus, formatStatus, type Language } from './statuses.ts';
import type { BlockReason, LegRole, TimelineEntry } from './types.ts';

type Words = Record<Language, string>;

const ROLE: Record<LegRole, { nominative: Words; genitive: Words; dative: Pick<Words, 'ru'> }> = {
  manager: {
    nominative: { en: 'the manager', ru: 'менеджер' },
    genitive: { en: "the manager's", ru: 'менеджера' },
    dative: { ru: 'менеджеру' },
  },
  visitor: {
    nominative: { en: 'the visitor', ru: 'посетитель' },
    genitive: { en: "the visitor's", ru: 'посетителя' },
    dative: { ru: 'посетителю' },
  },
};

const REFUSED: Record<Extract<TimelineEntry, { type: 'dial-refused' }>['reason'], Words> = {
  'number-blocked': { en: 'the number is on a block list', ru: 'номер в списке запрещённых' },
  'number-not-allowed': { en: 'the widget does not call such numbers', ru: 'виджет не звонит на такие номера' },
  'budget-reached': { en: 'the limit on calls is reached', ru: 'лимит звонков исчерпан' },
};

const ENDED: Record<string, Words> = {
  answered: { en: 'hung up', ru: 'трубка положена' },
  busy: { en: 'was busy', ru: 'занято' },
  'no-answer': { en: 'did not answer', ru: 'не отвечает' },
  declined: { en: 'declined the call', ru: 'вызов отклонён' },
  unavailable: { en: 'was unavailable', ru: 'телефон недоступен' },
  failed: { en: 'could not be reached', ru: 'вызов не прошёл' },
  machine: { en: 'was a machine', ru: 'ответил автоответчик' },
  cancelled: { en: 'was no longer needed', ru: 'вызов отменён' },
  unknown: { en: 'was lost: nobody can tell how it ended', ru: 'вызов потерян: как он закончился, неизвестно' },
};

/** One event of the timeline in plain words. */
export function describeTimelineEntry(entry: TimelineEntry, language: Language): string {
  return language === 'ru' ? inRussian(entry) : inEnglish(entry);
}

function inEnglish(entry: TimelineEntry): string {
  switch (entry.type) {
    case 'lead-accepted':
      return 'The form arrived and was kept';
    case 'not-called':
      return `No call: ${describeStatus(entry.status, 'en')}${entry.blockedBy ? `, ${BLOCKED_BY.en[entry.blockedBy]}` : ''}`;
    case 'too-old':
      return `The order is ${entry.minutes} min old, too old to call by itself`;
    case 'call-deferred':
      return describeDeferral(entry, 'en');
    case 'not-in-hours':
      return `No call: ${CLOSED[entry.reason].en}, and the widget defers no calls`;
    case 'attempt-started':
      return `Attempt ${entry.attempt} began`;
    case 'leg-dialed':
      return `Dialling ${ROLE[entry.role].nominative.en}${entry.person ? ` ${entry.person}` : ''} at ${entry.number}`;
    case 'leg-ringing':
      return `${capital(ROLE[entry.role].genitive.en)} phone is ringing${entry.afterSeconds === null ? '' : `, ${entry.afterSeconds} s after the form was sent`}`;
    case 'leg-answered':
      return `${capital(ROLE[entry.role].nominative.en)} answered`;
    case 'machine-answered':
      return `A machine answered ${ROLE[entry.role].genitive.en} phone`;
    case 'manager-accepted':
      return entry.key === null
        ? 'The manager was told about the order'
        : `The manager took the call with key ${entry.key}`;
    case 'extension-dialed':
      return `The switchboard answered; dialling extension ${entry.digits}`;
    case 'manager-informed':
      return `The manager asked for more with key ${entry.key}`;
    case 'manager-postponed':
      return `The manager put the call off by ${entry.minutes} min with key ${entry.key}`;
    case 'cancelled-by-hand':
      return 'The call was cancelled in the cabinet';
    case 'manager-cancelled':
      return `The manager cancelled this and all later attempts with key ${entry.key}`;
    case 'no-key-pressed':
      return 'The manager pressed no key';
    case 'no-free-line':
      return `No free line${entry.person ? ` for ${entry.person}` : ''}`;
    case 'visitor-on-another-call':
      return 'The visitor is on another call of ours';
    case 'dial-refused':
      return `${capital(ROLE[entry.role].nominative.en)}${entry.person ? ` ${entry.person}` : ''} is not dialled: ${REFUSED[entry.reason].en}`;
    case 'next-route':
      return `The carrier failed; calling ${ROLE[entry.role].nominative.en} at once through line ${entry.route}`;
    case 'answered-elsewhere':
      return `${entry.person ?? 'Another manager'} is not needed any more: somebody else answered`;
    case 'connect-limit':
      return `The visitor did not answer within the ${entry.seconds} s allowed for connecting`;
    case 'visitor-left':
      return 'The visitor hung up before a manager was found';
    case 'exchange-away':
      return 'The telephone exchange could not be reached; nobody was rung';
    case 'no-word':
      return `The exchange said nothing about ${ROLE[entry.role].genitive.en} leg in time`;
    case 'leg-ended':
      return `${capital(ROLE[entry.role].nominative.en)} ${ENDED[entry.disposition]?.en ?? 'left'} (${codes(entry, 'cause')})`;
    case 'talk-started':
      return 'Manager and visitor were connected';
    case 'talk-ended':
      return `${TALK_ENDED_BY.en[entry.by]} after ${entry.seconds} s${entry.short ? '; too short to count' : ''}`;
    case 'attempt-waits':
      return `Attempt ${entry.attempt} waits ${entry.seconds} s for a free line`;
    case 'attempt-ended':
      return `Attempt ${entry.attempt} ended: ${describeStatus(entry.status, 'en')} (${formatStatus(entry.status)})`;
    case 'attempt-scheduled':
      return `Attempt ${entry.attempt} will begin in ${entry.seconds} s`;
    case 'finished':
      return `Finished: ${describeStatus(entry.status, 'en')} (${formatStatus(entry.status)}${entry.short ? ', short' : ''})`;
  }
}

function inRussian(entry: TimelineEntry): string {
  switch (entry.type) {
    case 'lead-accepted':
      return 'Заявка с формы получена и сохранена';
    case 'not-called':
      return `Звонка не будет: ${describeStatus(entry.status, 'ru')}${entry.blockedBy ? `, ${BLOCKED_BY.ru[entry.blockedBy]}` : ''}`;
    case 'too-old':
      return `Заявке уже ${entry.minutes} мин: сама она не обзванивается`;
    case 'call-deferred':
      return describeDeferral(entry, 'ru');
    case 'not-in-hours':
      return `Звонка не будет: ${CLOSED[entry.reason].ru}, а виджет не откладывает звонки`;
    case 'attempt-started':
      return `Началась попытка ${entry.attempt}`;
    case 'leg-dialed':
      return `Набираем ${ROLE[entry.role].genitive.ru}${entry.person ? ` ${entry.person}` : ''}: ${entry.number}`;
    case 'leg-ringing':
      return `У ${ROLE[entry.role].genitive.ru} звонит телефон${entry.afterSeconds === null ? '' : `: через ${entry.afterSeconds} с после отправки формы`}`;
    case 'leg-answered':
      return `${capital(ROLE[entry.role].nominative.ru)} ответил`;
    case 'machine-answered':
      return `У ${ROLE[entry.role].genitive.ru} ответил автоответчик`;
    case 'manager-accepted':
      return entry.key === null ? 'Менеджеру рассказали о заявке' : `Менеджер принял звонок кнопкой ${entry.key}`;
    case 'extension-dialed':
      return `Ответил коммутатор; набираем добавочный ${entry.digits}`;
    case 'manager-informed':
      return `Менеджер запросил подробности кнопкой ${entry.key}`;
    case 'manager-postponed':
      return `Менеджер отложил звонок на ${entry.minutes} мин кнопкой ${entry.key}`;
    case 'cancelled-by-hand':
      return 'Звонок отменён в личном кабинете';
    case 'manager-cancelled':
      return `Менеджер отменил эту и все следующие попытки кнопкой ${entry.key}`;
    case 'no-key-pressed':
      return 'Менеджер не нажал кнопку';
    case 'no-free-line':
      return `Нет свободной линии${entry.person ? `: ${entry.person}` : ''}`;
    case 'visitor-on-another-call':
      return 'Посетитель разговаривает по другому нашему звонку';
    case 'dial-refused':
      return `Не набираем ${ROLE[entry.role].genitive.ru}${entry.person ? ` ${entry.person}` : ''}: ${REFUSED[entry.reason].ru}`;
    case 'next-route':
      return `Сбой у оператора; сразу звоним ${ROLE[entry.role].dative.ru} через линию ${entry.route}`;
    case 'answered-elsewhere':
      return `${entry.person ?? 'Другой менеджер'} больше не нужен: ответил другой`;
    case 'connect-limit':
      return `Посетитель не ответил за ${entry.seconds} с, отведённых на соединение`;
    case 'visitor-left':
      return 'Посетитель положил трубку до соединения с менеджером';
    case 'exchange-away':
      return 'Телефонная станция недоступна; никому не звонили';
    case 'no-word':
      return `Станция вовремя ничего не сообщила о звонке ${ROLE[entry.role].genitive.ru}`;
    case 'leg-ended':
      return `${capital(ROLE[entry.role].nominative.ru)}: ${ENDED[entry.disposition]?.ru ?? 'отключился'} (${codes(entry, 'причина')})`;
    case 'talk-started':
      return 'Менеджер и посетитель соединены';
    case 'talk-ended':
      return `${TALK_ENDED_BY.ru[entry.by]}, разговор ${entry.seconds} с${entry.short ? '; слишком короткий' : ''}`;
    case 'attempt-waits':
      return `Попытка ${entry.attempt} ждёт свободной линии ${entry.seconds} с`;
    case 'attempt-ended':
      return `Попытка ${entry.attempt} закончилась: ${describeStatus(entry.status, 'ru')} (${formatStatus(entry.status)})`;
    case 'attempt-scheduled':
      return `Попытка ${entry.attempt} начнётся через ${entry.seconds} с`;
    case 'finished':
      return `Итог: ${describeStatus(entry.status, 'ru')} (${formatStatus(entry.status)}${entry.short ? ', короткий разговор' : ''})`;
  }
}

const BLOCKED_BY: Record<Language, Record<BlockReason, string>> = {
  en: {
    'widget-list': "by the widget's block list",
    'installation-list': 'by the block list of this installation',
    limit: 'too many calls were ordered',
  },
  ru: {
    'widget-list': 'в списке блокировки виджета',
    'installation-list': 'в общем списке блокировки',
    limit: 'заказано слишком много звонков',
  },
};

const TALK_ENDED_BY: Record<Language, Record<LegRole | 'limit', string>> = {
  en: { manager: 'The manager hung up', visitor: 'The visitor hung up', limit: 'The talk reached its limit' },
  ru: { manager: 'Менеджер положил трубку', visitor: 'Посетитель положил трубку', limit: 'Достигнут предел разговора' },
};

function codes(entry: { code: number; cause: number | null }, word: string): string {
  return entry.cause === null ? `${entry.code}` : `${entry.code}, ${word} ${entry.cause}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
