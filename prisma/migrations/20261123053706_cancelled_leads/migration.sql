-- AlterTable
ALTER TABLE "scenarios" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "cancelled_and_not_finished" ON "scenarios"("cancelled_at") WHERE (cancelled_at IS NOT NULL AND finished_at IS NULL);
