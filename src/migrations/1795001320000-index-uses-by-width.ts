import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ranges by how wide they are, in powers of two: those that reach into a given one begin at most their own width
 * before it, so few rows are read of each width, however many ranges of the same thing there are.
 */
export class IndexUsesByWidth1795001320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index prov_uses_numbers;
      create function prov_use_width(low bigint, high bigint) returns integer
        language sql immutable parallel safe as $$
          select width_bucket(high - low, '{1,2,4,8,16,32,64,128,256,512,1024,2048,4096,8192,16384,32768,65536}'::bigint[])
        $$;
      create index prov_uses_numbers on prov_uses (kind, key, prov_use_width(low, high), low) where low is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index prov_uses_numbers;
      drop function prov_use_width;
      create index prov_uses_numbers on prov_uses (kind, key, low) where low is not null;
    `);
  }
}
