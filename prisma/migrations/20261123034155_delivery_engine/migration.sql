-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "tries_before" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "delivery_attempts" ADD COLUMN     "address" TEXT,
ADD COLUMN     "answer" TEXT,
ADD COLUMN     "first_byte_ms" INTEGER,
ADD COLUMN     "method" TEXT;

-- CreateTable
CREATE TABLE "silent_hosts" (
    "lane" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "open_until" TIMESTAMPTZ(3),

    CONSTRAINT "silent_hosts_pkey" PRIMARY KEY ("lane")
);

-- CreateTable
CREATE TABLE "failing_webhooks" (
    "widget_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "failing_since" TIMESTAMPTZ(3) NOT NULL,
    "switched_off_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "failing_webhooks_pkey" PRIMARY KEY ("widget_id","url")
);

-- CreateIndex
CREATE INDEX "deliveries_created_at_id_idx" ON "deliveries"("created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "failing_webhooks" ADD CONSTRAINT "failing_webhooks_widget_id_fkey" FOREIGN KEY ("widget_id") REFERENCES "widgets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
