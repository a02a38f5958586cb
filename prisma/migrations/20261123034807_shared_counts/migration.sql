-- CreateTable
CREATE TABLE "shared_counts" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "shared_counts_pkey" PRIMARY KEY ("key")
);
