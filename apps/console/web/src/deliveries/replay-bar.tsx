import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { replayDeliveries, type DeliveryFilters } from '../api/delivery-api.ts';
import { useLanguage } from '../language/use-language.tsx';

/** Sends everything that the filter finds again: first it is counted, then the count is confirmed. */
export function ReplayBar({ filters }: { filters: DeliveryFilters }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const count = useMutation({ mutationFn: () => replayDeliveries(filters, null, language) });
  const replay = useMutation({
    mutationFn: (counted: number) => replayDeliveries(filters, counted, language),
    onSuccess: () => {
      count.reset();
      return client.invalidateQueries({ queryKey: ['deliveries'] });
    },
    // Somebody else was faster: the count is old.
    onError: () => count.reset(),
  });
  const isEmpty = Object.values(filters).every((value) => value === '');
  return (
    <Group gap="sm">
      <Button
        variant="default"
        disabled={isEmpty}
        loading={count.isPending}
        onClick={() => {
          replay.reset();
          count.mutate();
        }}
        data-testid="count-replay"
      >
        {words.deliveries.count}
      </Button>
      {isEmpty && <Text c="dimmed">{words.deliveries.filterFirst}</Text>}
      {count.data && count.data.count > 0 && !replay.data && (
        <Button loading={replay.isPending} onClick={() => replay.mutate(count.data.count)} data-testid="confirm-replay">
          {`${words.deliveries.sendAgain}: ${count.data.count}`}
        </Button>
      )}
      {replay.data && <Text data-testid="replayed">{`${words.deliveries.sentAgain}: ${replay.data.replayed}`}</Text>}
      {count.data?.count === 0 && <Text>{words.deliveries.none}</Text>}
      {replay.error && <Text>{words.deliveries.countAgain}</Text>}
    </Group>
  );
}
