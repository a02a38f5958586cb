import { Button, Center, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useLanguage } from '../language/use-language.tsx';

export function NotFound({ text }: { text: string }) {
  const { words } = useLanguage();
  return (
    <Center mih="50vh">
      <Stack align="center">
        <Title order={1} size="h3">
          {text}
        </Title>
        <Button component={Link} to="/" variant="light">
          {words.problems.toLeads}
        </Button>
      </Stack>
    </Center>
  );
}
