-- CreateTable
CREATE TABLE "call_counts" (
    "scope" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "call_counts_pkey" PRIMARY KEY ("scope","hour")
);
