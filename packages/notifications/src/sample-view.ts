import type { LeadView } from '@ringback/db';
import { describeStatus, type Language } from '@ringback/scenario';

const WORDS = {
  ru: { name: 'Иван Петров', form: 'Обратный звонок', phone: '+79161234567', manager: '+74951234567' },
  en: { name: 'Mary Smith', form: 'Call me back', phone: '+12125550123', manager: '+12125550100' },
};

/** A lead that two have talked about, for a test notification: nobody has ordered it. */
export function buildSampleView(widget: { hash: string; name: string }, language: Language, at: Date): LeadView {
  const { name, form, phone, manager } = WORDS[language];
  const second = (n: number): string => new Date(at.getTime() - 60_000 + n * 1000).toISOString();
  const status = { manager: 200, visitor: 200 };
  const statusView = { ...status, text: describeStatus(status, language) };
  const leg = (role: 'manager' | 'visitor', number: string, dialed: number, answered: number) => ({
    role,
    number,
    disposition: 'answered' as const,
    code: 200,
    dialedAt: second(dialed),
    answeredAt: second(answered),
    endedAt: second(58),
  });
  return {
    id: '00000000-0000-7000-8000-000000000000',
    receivedAt: second(0),
    widgetHash: widget.hash,
    widgetName: widget.name,
    phone,
    phoneRaw: phone,
    visitorName: name,
    email: 'visitor@example.com',
    comment: null,
    formName: form,
    fields: [
      { name: 'name', value: name },
      { name: 'phone', value: phone },
    ],
    files: [],
    recognised: { phone: { field: 'phone', reason: 'alias' }, visitorName: { field: 'name', reason: 'alias' } },
    utm: { type: 'utm', source: 'yandex', medium: 'cpc', campaign: 'brand', content: null, term: null },
    consent: null,
    visit: { current: { typ: 'utm', src: 'yandex', mdm: 'cpc', cmp: 'brand' }, session: { pgs: '3' } },
    ids: { gclid: null, yclid: null, ymUid: null, gaClientId: null, roistatVisit: null },
    page: 'https://shop.example/catalogue/?page=2',
    referrer: null,
    ip: '192.0.2.1',
    userAgent: null,
    isSend: false,
    backUrl: null,
    responseMethod: 'POST',
    isRedirect: false,
    state: 'finished',
    status: statusView,
    talkSeconds: 42,
    attempts: [
      {
        number: 1,
        startedAt: second(1),
        endedAt: second(58),
        status: statusView,
        legs: [leg('manager', manager, 1, 5), leg('visitor', phone, 10, 16)],
      },
    ],
    recordings: [],
    timeline: [],
    deliveries: [],
  };
}
