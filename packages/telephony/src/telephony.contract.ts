import { afterAll, afterEach, beforeAll, describe } from '@jest/globals';

import { ContractLink } from './contract/contract-link.ts';
import type { ContractExchange, ContractNumbers, ContractSuite } from './contract/contract-suite.ts';
import { describeBridge } from './contract/describe-bridges.ts';
import { describeDisorder } from './contract/describe-disorder.ts';
import { describeHolders } from './contract/describe-holders.ts';
import { describeDispositions, describeEvents, describeHangUp } from './contract/describe-legs.ts';
import { describeMedia, describeRecording } from './contract/describe-media.ts';
import { describeDialling } from './contract/describe-orders.ts';
import { describeRestarts } from './contract/describe-restarts.ts';

export type { ContractDamage, ContractExchange, ContractNumbers } from './contract/contract-suite.ts';

/** What every driver of the `Telephony` port has to do, whatever exchange is behind it. */
export function describeTelephonyContract(
  name: string,
  numbers: ContractNumbers,
  create: () => Promise<ContractExchange>,
): void {
  describe(`the telephony contract, ${name}`, () => {
    let exchange: ContractExchange;
    const links: ContractLink[] = [];

    async function connect(application?: 'first' | 'second'): Promise<ContractLink> {
      const link = new ContractLink((handlers) => exchange.connect(handlers, application));
      links.push(link);
      await link.reached('up');
      return link;
    }

    beforeAll(async () => {
      exchange = await create();
    });
    afterEach(async () => {
      exchange.damage({});
      for (const { telephony } of links.splice(0)) await telephony.close();
    });
    afterAll(() => exchange.close());

    const suite: ContractSuite = { numbers, exchange: () => exchange, connect };
    describeDispositions(suite);
    describeEvents(suite);
    describeHangUp(suite);
    describeBridge(suite);
    describeDialling(suite);
    describeHolders(suite);
    describeRestarts(suite);
    describeDisorder(suite);
    describeMedia(suite);
    describeRecording(suite);
  });
}
