import { closeTestPostgres } from './test-postgres.ts';

export default closeTestPostgres;
