import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LeadView } from '../../../src/api/lead-view.ts';
import { cancelLead } from '../api/console-api.ts';
import { useLanguage } from '../language/use-language.tsx';

/** Ends the calls of a lead that is not finished. A talk goes on; the lead itself shows when it is over. */
export function CancelButton({ lead }: { lead: LeadView }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelLead(lead.id, language),
    // Finished meanwhile: the lead says how.
    onError: () => client.invalidateQueries({ queryKey: ['lead'] }),
  });
  if (lead.state === 'finished') return null;
  if (cancel.isSuccess) return <Text c="dimmed">{words.lead.cancelled}</Text>;
  return (
    <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()} data-testid="cancel-lead">
      {words.lead.cancel}
    </Button>
  );
}
