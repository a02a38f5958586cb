-- AlterTable
ALTER TABLE "leads" ADD COLUMN     "digest" TEXT;

-- CreateTable
CREATE TABLE "lead_aliases" (
    "alias" UUID NOT NULL,
    "lead_id" UUID NOT NULL,

    CONSTRAINT "lead_aliases_pkey" PRIMARY KEY ("alias")
);

-- CreateTable
CREATE TABLE "submission_inbox" (
    "lead_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "sealed" TEXT NOT NULL,
    "claimed_by" TEXT,

    CONSTRAINT "submission_inbox_pkey" PRIMARY KEY ("lead_id")
);

-- CreateTable
CREATE TABLE "submission_claims" (
    "digest" TEXT NOT NULL,
    "lead_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_claims_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "lead_aliases_lead_id_idx" ON "lead_aliases"("lead_id");

-- CreateIndex
CREATE INDEX "submission_inbox_received_at_idx" ON "submission_inbox"("received_at");

-- CreateIndex
CREATE INDEX "submission_claims_expires_at_idx" ON "submission_claims"("expires_at");

-- CreateIndex
CREATE INDEX "leads_digest_idx" ON "leads"("digest");

-- AddForeignKey
ALTER TABLE "lead_aliases" ADD CONSTRAINT "lead_aliases_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
