-- AlterTable
ALTER TABLE "legs" ADD COLUMN     "exchange" TEXT NOT NULL DEFAULT 'ringback';

-- CreateTable
CREATE TABLE "exchanges" (
    "name" TEXT NOT NULL,
    "routes" INTEGER NOT NULL,
    "held_by" TEXT NOT NULL,
    "up_until" TIMESTAMPTZ(3),

    CONSTRAINT "exchanges_pkey" PRIMARY KEY ("name")
);

-- What is under way is under way on the exchange that was the only one.
UPDATE "effects" SET "payload" = "payload" || '{"exchange": "ringback"}' WHERE "done_at" IS NULL;
UPDATE "scenarios" SET "document" = "document" || '{"exchange": "ringback"}' WHERE "state" IN ('calling', 'talking');
