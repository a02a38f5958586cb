import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { removeBlock, type BlockItem } from '../api/block-api.ts';
import type { WidgetSummary } from '../api/console-api.ts';
import { formatPhone } from '../format/format-phone.ts';
import { Moment } from '../format/moment.tsx';
import { useLanguage } from '../language/use-language.tsx';
import classes from './blocks-page.module.css';

export function BlockRow({ block, widgets }: { block: BlockItem; widgets: WidgetSummary[] }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const { id, widgetHash, phone, network, note, createdAt } = block;
  const removing = useMutation({
    mutationFn: () => removeBlock(id, language),
    // Somebody else may have been faster: the list says what is left.
    onSettled: () => client.invalidateQueries({ queryKey: ['blocks'] }),
  });
  const value = phone === null ? (network ?? '') : formatPhone(phone);
  const widget = widgets.find(({ hash }) => hash === widgetHash)?.name ?? widgetHash;
  return (
    <div className={classes.row} data-testid="block">
      <div className={classes.what}>
        {value}
        <div className={classes.quiet}>{widget ?? words.blocks.installation}</div>
      </div>
      <div className={classes.note}>{note}</div>
      <div className={classes.quiet}>
        <Moment at={createdAt} />
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={removing.isPending}
        onClick={() => removing.mutate()}
        aria-label={words.blocks.removeOf(value)}
        data-testid="remove-block"
      >
        {words.blocks.remove}
      </Button>
    </div>
  );
}
