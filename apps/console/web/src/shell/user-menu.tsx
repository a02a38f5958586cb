import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Session } from '../api/console-api.ts';
import { signOut } from '../api/console-api.ts';
import { endSession } from '../api/queries.ts';
import { useLanguage } from '../language/use-language.tsx';
import { Icon } from './icon.tsx';

export function UserMenu({ user }: { user: Session['user'] }) {
  const { language, words } = useLanguage();
  const client = useQueryClient();
  const leaving = useMutation({ mutationFn: () => signOut(language), onSuccess: () => endSession(client) });
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={words.shell.userMenu} data-testid="user-menu">
          <Avatar size={32} radius="xl" color="petrol" name={user.name || user.email} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{user.email}</Menu.Label>
        <Menu.Item leftSection={<Icon name="out" size={16} />} onClick={() => leaving.mutate()} data-testid="sign-out">
          {words.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
