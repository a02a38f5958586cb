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
