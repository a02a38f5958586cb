import { defineConfig } from 'prisma/config';

// The ordinary Prisma CLI reads this file; our own scripts need no engine binary and read the same schema and migrations.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
