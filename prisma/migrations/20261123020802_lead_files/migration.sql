-- AlterTable
ALTER TABLE "rejected_submissions" ADD COLUMN     "file_keys" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "lead_files" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "lead_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "key" TEXT,
    "field" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "refusal" TEXT,

    CONSTRAINT "lead_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "lead_files_key_key" ON "lead_files"("key");

-- CreateIndex
CREATE UNIQUE INDEX "lead_files_lead_id_place_key" ON "lead_files"("lead_id", "place");

-- AddForeignKey
ALTER TABLE "lead_files" ADD CONSTRAINT "lead_files_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
