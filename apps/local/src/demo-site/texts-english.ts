export const ENGLISH = {
  siteName: 'Ringback demo site',
  otherLanguage: 'Русский',
  nav: {
    home: 'Start',
    received: 'Handler',
    webhooks: 'Webhooks',
    messages: 'Mailbox',
    cabinet: 'Cabinet',
    skip: 'Skip to the content',
  },
  form: {
    formName: 'Call me back',
    name: 'Name',
    phone: 'Phone',
    comment: 'Comment',
    submit: 'Call me',
    success: 'Thank you! We are calling you.',
    failure: 'The order did not get through. Please try again.',
  },
  home: {
    title: 'A form that rings',
    lead:
      'This site stands for the website of a client. Its forms are ordinary HTML; their action points at Ringback. ' +
      'Nobody is really called: the telephones are simulated on this machine.',
    tryIt: 'Try it',
    tryHint: 'The last two digits decide how the visitor behaves, see below.',
    stepsTitle: 'What happens after you submit',
    steps: [
      'The phone is recognised and checked, and the order is stored before you get an answer.',
      'A manager’s phone rings. The manager hears the name of the form and presses a key to take the call.',
      'Your phone rings. You answer, the two of you are connected and talk for one second.',
      'Meanwhile the fields go on to the site’s own handler, and a letter to the mailbox.',
      'At the end the final status comes as a signed webhook.',
    ],
    lookTitle: 'Where to look',
    lookCabinet: 'the order, its calls and its timeline, live',
    lookReceived: 'the fields as the site’s handler got them',
    lookWebhooks: 'the notifications and whether their signature holds',
    lookMessages: 'the letters, received over SMTP',
    signIn: 'Sign in to the cabinet with',
    numbersTitle: 'Numbers with a character',
    numbersHint:
      'Press a number to fill it in. While a number is being called, a second order of it starts no second call.',
    numbersEnding: 'Ends in',
    numbersBehaviour: 'The visitor …',
    numbersAnyEnding: 'anything else',
    numbersAny: 'answers and talks for one second',
    waysTitle: 'Ways of connecting a form',
  },
  behaviours: {
    '01': 'is busy',
    '02': 'never answers',
    '03': 'declines the call',
    '04': 'does not exist: no such number',
    '05': 'is unavailable',
    '06': 'is lost to a carrier fault',
    '07': 'answers and hangs up after half a second',
    '08': 'is a machine that answers',
    '09': 'presses the cancel key',
  },
  groups: {
    action: 'The action method: one address changes',
    script: 'With Ringback’s script: the visitor stays, and no form is lost',
    cms: 'Forms as content management systems make them',
  },
  ways: {
    '/call-only': {
      title: 'Call only',
      about:
        'The action points at Ringback and names the widget. The order is called and mailed; nothing goes on. No script.',
    },
    '/plain': {
      title: 'Plain form',
      about:
        'The action points at Ringback. With isSend the fields go on to the handler in backUrl, so the site keeps ' +
        'getting its forms. No script.',
    },
    '/get': {
      title: 'Forward by GET',
      about:
        'backUrl may be relative to the site. With responseMethod the fields go on to it in the query of a GET request.',
    },
    '/redirect': {
      title: 'On to a page',
      about: 'With isRedirect the visitor goes on to the page in backUrl, if it is on one of the widget’s sites.',
    },
    '/basket': {
      title: 'Visit data',
      about:
        'The script CallKeeper knows where the visitor came from; CallKeeper.f.justCookies() gives it in the format of ' +
        'cookiesBasket.',
    },
    '/xhr': {
      title: 'XHR beside the form',
      about:
        'The form stays as it was, with the site’s own handler. A script sends the same fields to Ringback beside it, ' +
        'with the visit data: where the visitor came from.',
    },
    '/form-data': {
      title: 'FormData',
      about: 'A script sends the whole form as FormData, shows the answer in place, and the visitor stays on the page.',
    },
    '/data-layer': {
      title: 'dataLayer',
      about: 'After a successful order the page tells its tag manager, so that ads and statistics count it.',
    },
    '/background': {
      title: 'data-ringback',
      about:
        'One attribute, and Ringback’s script sends the form with its visit data, shows the answer, tells the tag ' +
        'manager, and keeps the form until it has arrived, even when the tab is closed.',
    },
    '/connect': {
      title: 'Ringback.connect',
      about:
        'The same from a script, for a form that keeps the address of its own handler: Ringback forwards it there.',
    },
    '/bitrix': {
      title: 'Bitrix',
      about: 'A web form: fields are called form_text_11, and the phone is found by its value.',
    },
    '/wordpress': { title: 'WordPress', about: 'Contact Form 7: your-name, tel-463, and hidden fields of its own.' },
    '/tilda': { title: 'Tilda', about: 'Capitalised names, tildaspec fields, and a repeated formservices[].' },
    '/landing': {
      title: 'jQuery landing',
      about: 'A script posts the form to the landing’s handler, as $.post() does, and now to Ringback too.',
    },
  },
  formPage: {
    live: 'The form',
    code: 'The code to copy',
    codePageScript: 'In the page, once',
    codeForm: 'HTML',
    codeScript: 'Script',
    copy: 'Copy',
    copied: 'Copied',
    dataLayer: 'window.dataLayer',
    dataLayerEmpty: 'Nothing has been pushed yet.',
    needsScript: 'Without JavaScript this form goes to the site’s own handler alone.',
  },
  records: {
    newest: 'Newest first; the page shows the last 50 and refreshes by itself.',
    json: 'The same as JSON',
    empty: 'Nothing has come yet.',
    receivedTitle: 'What the handler received',
    receivedAbout: 'Forms that were forwarded to /action, the site’s own handler.',
    noFields: 'No fields.',
    webhooksTitle: 'Webhooks',
    webhooksAbout: 'Notifications posted to /webhook. Each is signed by Standard Webhooks.',
    verified: 'signature verified',
    notVerified: 'signature not valid',
    messagesTitle: 'Mailbox',
    messagesAbout: 'Letters that came over SMTP. None of them leaves this machine.',
    from: 'From',
    to: 'To',
    noSubject: '(no subject)',
    asText: 'Text',
    asHtml: 'HTML',
  },
  action: {
    title: 'Thank you!',
    text: 'The handler of the demo site has your form. A manager will call you.',
  },
  notFound: { title: 'There is no such page', text: 'Go on from the start page.' },
};

export type Texts = typeof ENGLISH;
