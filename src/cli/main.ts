import { Command } from "commander";
import { run } from "./command.ts";
import type { ExportOptions, VerifyOptions } from "./audit.ts";
import type { AccountOptions, NamedAccountOptions } from "./account.ts";
import type { BackupOptions } from "./backup.ts";
import type { DemoOptions } from "./demo.ts";
import type { KeyOptions } from "./key.ts";
import type { LinkOptions } from "./link.ts";
import type { LoadOptions } from "./load.ts";
import type { RestoreOptions } from "./restore.ts";
import type { RetentionOptions } from "./retention.ts";
import type { SendOptions } from "./send.ts";
import type { ServeOptions } from "./serve.ts";
import type { Flags } from "./settings.ts";
import type { StaffImportOptions } from "./staff.ts";
import type { StatusOptions } from "./status.ts";

const DATA = ["--data <folder>", "where the data lies (WHOLESTORY_DATA; ./data)"] as const;
const PLACE = ["--place <file>", "the place's file (WHOLESTORY_PLACE; the demonstration's)"] as const;
const PORT = ["--port <number>", "the port to answer on (PORT; 8080)"] as const;

/** A flag that may be given more than once. */
const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

// Each command's file is read when it is asked for, so that the small ones start quickly.
const program = new Command("wholestory")
  .description("One record per person, put together from the files that a place's agencies export.")
  .showHelpAfterError()
  .helpCommand(false);

program
  .command("demo")
  .description("make a demonstration place with made-up people, and serve it")
  .option("--people <number>", "how many people (2000)")
  .option("--practices <number>", "how many GP practices (4)")
  .option("--seed <number>", "another number makes other people (2013)")
  .option(...PORT)
  .option(...DATA)
  .action(async (options: DemoOptions) => run((await import("./demo.ts")).demo, options));

program
  .command("serve")
  .description("serve a place's pages on this machine, and take in the files that are sent to it")
  .option("--mllp <feed:port>", "also take in a feed's HL7 v2 messages on this port", collected, [])
  .option("--watch <folder>", "also take in what is put there (FEED'S FOLDER/ODS CODE/files); it is left where it is")
  .option(...PLACE)
  .option(...PORT)
  .option(...DATA)
  .action(async (options: ServeOptions) => run((await import("./serve.ts")).serve, options));

program
  .command("load")
  .description("load a folder of exports (FEED'S FOLDER/ODS CODE/files), or one file of a feed")
  .argument("<path>", "the folder, or the file")
  .option("--feed <id>", "the feed of a single file")
  .option("--source <ods>", "the organisation that sent a single file")
  .option(...PLACE)
  .option(...DATA)
  .action(async (path: string, options: Omit<LoadOptions, "path">) =>
    run((await import("./load.ts")).load, { ...options, path }),
  );

program
  .command("send")
  .description("send a file of HL7 v2 messages to a port of this machine, and say how each is answered")
  .argument("<file>", "the file")
  .option("--port <number>", "the port where messages come in (2575)")
  .action(async (file: string, options: Omit<SendOptions, "file">) =>
    run((await import("./send.ts")).send, { ...options, file }),
  );

program
  .command("key")
  .description("make a key with which an organisation's program may post files of a feed")
  .argument("<feed>", "the feed's id")
  .argument("<ods>", "the organisation's ODS code")
  .option("--withdraw", "take back every key of this feed and organisation instead")
  .option(...PLACE)
  .option(...DATA)
  .action(async (feed: string, source: string, options: Omit<KeyOptions, "feed" | "source">) =>
    run((await import("./key.ts")).key, { ...options, feed, source }),
  );

const account = program.command("account").description("who may sign in with an account of this program");

account
  .command("add")
  .description("make an account for a member of staff, with a one-time password")
  .argument("<actor>", "their id in the place file")
  .option("--name <name>", "what they sign in as (their id)")
  .option(...PLACE)
  .option(...DATA)
  .action(async (actor: string, options: Omit<AccountOptions, "actor">) =>
    run((await import("./account.ts")).accountAdd, { ...options, actor }),
  );

account
  .command("reset")
  .description("make another one-time password, and open the account if it is shut")
  .argument("<name>", "what they sign in as")
  .option(...PLACE)
  .option(...DATA)
  .action(async (name: string, options: Omit<NamedAccountOptions, "name">) =>
    run((await import("./account.ts")).accountReset, { ...options, name }),
  );

account
  .command("lock")
  .description("shut an account, and end what is open under it")
  .argument("<name>", "what they sign in as")
  .option(...PLACE)
  .option(...DATA)
  .action(async (name: string, options: Omit<NamedAccountOptions, "name">) =>
    run((await import("./account.ts")).accountLock, { ...options, name }),
  );

account
  .command("list")
  .description("say which accounts there are")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: Flags) => run((await import("./account.ts")).accountList, options));

program
  .command("staff")
  .description("who works here: take a list of staff into the place file")
  .command("import")
  .description("say what a list of staff (CSV, workbook or SCIM) changes in the place file; with --apply, change it")
  .argument("<file>", "a table with the columns id, name, role, organisation, team, from, to; or SCIM users (.json)")
  .option("--whole <ods>", "the list names all staff of this organisation: who is not on it has left")
  .option("--apply", "write it to the place file")
  .option(...PLACE)
  .option(...DATA)
  .action(async (file: string, options: Omit<StaffImportOptions, "file">) =>
    run((await import("./staff.ts")).staffImport, { ...options, file }),
  );

program
  .command("take-in", { hidden: true })
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: Flags) => run((await import("./take-in.ts")).takeIn, options));

program
  .command("status")
  .description("say what there is: organisations, feeds, people, links")
  .option("--json", "for machines")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: StatusOptions) => run((await import("./status.ts")).status, options));

program
  .command("link")
  .description("learn from all registrations which are one person's, and link them anew; or say how good the links are")
  .option("--report", "only say how good the links are")
  .option("--json", "for machines")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: LinkOptions) => run((await import("./link.ts")).link, options));

program
  .command("retention")
  .description("say what has been kept for as long as it may be, or erase it by a named act")
  .option("--due", "how much is due, by organisation and rule (so does no option)")
  .option("--registrations", "which registrations are due, by their ids; needs --actor")
  .option("--erase", "erase what is due; needs --actor and --reason")
  .option("--source <ods>", "of one organisation alone")
  .option("--rule <id>", "by one rule alone")
  .option("--actor <id>", "who acts, by their id in the place file")
  .option("--reason <words>", "why; kept with the act")
  .option("--json", "for machines")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: RetentionOptions) => run((await import("./retention.ts")).retention, options));

const audit = program.command("audit").description("the access log: whether it is as it was written");

audit
  .command("verify")
  .description("compute the whole log anew and say which row was altered, deleted, moved or put in")
  .option("--checkpoints <file>", "checkpoints that were kept elsewhere (those of the data folder)")
  .option("--public-key <file>", "the public key that signed them (the data folder's)")
  .option("--file <export>", "an export, in place of the database")
  .option("--json", "for machines")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: VerifyOptions) => run((await import("./audit.ts")).auditVerify, options));

audit
  .command("checkpoint")
  .description("sign now where the log has come to, and print the public key")
  .option(...PLACE)
  .option(...DATA)
  .action(async (options: Flags) => run((await import("./audit.ts")).auditCheckpoint, options));

audit
  .command("export")
  .description("write the whole log with its chain into a new file, to be verified elsewhere")
  .argument("<file>", "a file that does not exist yet")
  .option(...PLACE)
  .option(...DATA)
  .action(async (file: string, options: Omit<ExportOptions, "file">) =>
    run((await import("./audit.ts")).auditExport, { ...options, file }),
  );

program
  .command("doctor")
  .description("say what is wrong here, and what to do")
  .option(...PLACE)
  .option(...PORT)
  .option(...DATA)
  .action(async (options: Flags) => run((await import("./doctor.ts")).doctor, options));

program
  .command("backup")
  .description("write everything that is kept into a new folder")
  .argument("<folder>", "a folder that does not exist yet")
  .option(...DATA)
  .action(async (folder: string, options: Omit<BackupOptions, "folder">) =>
    run((await import("./backup.ts")).backup, { ...options, folder }),
  );

program
  .command("restore")
  .description("put a backup back")
  .argument("<folder>", "the backup")
  .option("--replace", "throw away what the database holds now")
  .option(...DATA)
  .action(async (folder: string, options: Omit<RestoreOptions, "folder">) =>
    run((await import("./restore.ts")).restore, { ...options, folder }),
  );

program
  .command("make-demonstration", { hidden: true })
  .option(...DATA)
  .action(async (options: Flags) => {
    await run((await import("./make-demonstration.ts")).makeDemonstration, options);
    // Stopped or broken off, it may still be writing files: they are written anew the next time.
    process.exit();
  });

await program.parseAsync();
