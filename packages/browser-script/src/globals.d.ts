interface CallKeeper {
  f?: { justCookies?: (() => string) | undefined } | undefined;
  p?: { hash?: string | null } | undefined;
}

interface Window {
  CallKeeper?: CallKeeper | undefined;
  Ringback?: { connect: (form: HTMLFormElement, options?: Record<string, string>) => void };
  dataLayer?: object[] | undefined;
  ym?: (counter: number, action: string, goal: string) => void;
}
