-- AlterTable
ALTER TABLE "scenarios" ADD COLUMN     "begun_at" TIMESTAMPTZ(3),
ADD COLUMN     "sender" TEXT;

-- CreateTable
CREATE TABLE "blocks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "widget_id" UUID,
    "phone" TEXT,
    "network" INET,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "blocks_widget_id_idx" ON "blocks"("widget_id");

-- CreateIndex
CREATE INDEX "blocks_phone_idx" ON "blocks"("phone");

-- CreateIndex
CREATE INDEX "begun_calls_of_phone" ON "scenarios"("phone", "begun_at") WHERE (begun_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "begun_calls_of_sender" ON "scenarios"("sender", "begun_at") WHERE (begun_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_widget_id_fkey" FOREIGN KEY ("widget_id") REFERENCES "widgets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was called before counts, too.
UPDATE "scenarios" s SET "begun_at" = a."started_at" FROM "attempts" a WHERE a."lead_id" = s."lead_id" AND a."number" = 1;
