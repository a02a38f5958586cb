-- CreateTable
CREATE TABLE "smtp_accounts" (
    "widget_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "security" TEXT NOT NULL,
    "username" TEXT,
    "password_sealed" TEXT,
    "sender" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "smtp_accounts_pkey" PRIMARY KEY ("widget_id")
);

-- AddForeignKey
ALTER TABLE "smtp_accounts" ADD CONSTRAINT "smtp_accounts_widget_id_fkey" FOREIGN KEY ("widget_id") REFERENCES "widgets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
