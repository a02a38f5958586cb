-- CreateTable
CREATE TABLE "recordings" (
    "lead_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "exchange" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "key" TEXT,
    "bytes" INTEGER,
    "fetch_at" TIMESTAMPTZ(3),

    CONSTRAINT "recordings_pkey" PRIMARY KEY ("lead_id","attempt")
);

-- CreateIndex
CREATE UNIQUE INDEX "recordings_name_key" ON "recordings"("name");

-- CreateIndex
CREATE UNIQUE INDEX "recordings_key_key" ON "recordings"("key");

-- CreateIndex
CREATE INDEX "recordings_to_fetch" ON "recordings"("fetch_at") WHERE (fetch_at IS NOT NULL);

-- AddForeignKey
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
