//! The limits of mail: each bounds what one message, one delivery or one look into a mailbox may take.

/// Longest text of one outgoing message, in bytes of UTF-8 before encoding.
pub const TEXT_LENGTH_MAX_BYTES: usize = 1024 * 1024;

/// Longest value of one header field of ours, in bytes before encoding: a line of 998 (RFC 5322, 2.1.1) less the field's name.
pub const HEADER_LENGTH_MAX_BYTES: usize = 900;

/// Longest identifier of a message of ours, in bytes: it is also a file name.
pub const ID_LENGTH_MAX_BYTES: usize = 200;

/// Most identifiers in `References`. Of a longer thread the first and the latest are kept.
pub const REFERENCES_MAX_COUNT: usize = 100;

/// Most recipients of one outgoing message, in `To`, `Cc` and `Bcc` together: what every server takes (RFC 5321, 4.5.3.1.8).
pub const RECIPIENTS_MAX_COUNT: usize = 100;

/// Most files in one outgoing message, pictures included.
pub const FILES_MAX_COUNT: usize = 100;

/// All files of one outgoing message together, in bytes before encoding: less than what the large providers take.
pub const FILES_LENGTH_MAX_BYTES: usize = 18 * 1024 * 1024;

/// Longest time one delivery to a mail server may take, from connecting to the server's last answer.
pub const DELIVERY_MAX_SECONDS: u64 = 120;

/// Longest time a look at the mail server may take: somebody waits for the answer.
pub const CHECK_MAX_SECONDS: u64 = 20;

/// Most connections to a mail server that wait for the next message.
pub const IDLE_CONNECTIONS_MAX_COUNT: usize = 4;

/// Longest time a connection waits for the next message. Servers cut after five minutes (RFC 5321, 4.5.3.2.7).
pub const IDLE_CONNECTION_MAX_SECONDS: u64 = 60;

/// Longest time in which a connection that waited says that it is still there.
pub const IDLE_ANSWER_MAX_SECONDS: u64 = 10;

/// How long a message is tried again after a 4xx, from its first attempt: five days (RFC 5321, 4.5.4.1).
pub const RETRY_MAX_SECONDS: u64 = 5 * 24 * 3600;

/// Longest wait between two attempts.
pub const RETRY_PAUSE_MAX_SECONDS: u64 = 4 * 3600;

/// Most domains whose pace is remembered; the one that was quiet longest is forgotten first.
pub const PACED_DOMAINS_MAX_COUNT: usize = 10_000;

/// Largest incoming message, in bytes as it came.
pub const INCOMING_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Longest header of an incoming message, in bytes.
pub const INCOMING_HEADER_MAX_BYTES: usize = 256 * 1024;

/// Longest single field of an incoming header, in bytes. What is longer is cut before it is understood.
pub const INCOMING_FIELD_MAX_BYTES: usize = 64 * 1024;

/// Longest header of a part inside an incoming message, in bytes.
pub const PART_HEADER_MAX_BYTES: usize = 16 * 1024;

/// Most parts of an incoming message, multiparts included.
pub const PARTS_MAX_COUNT: usize = 1_000;

/// Deepest nesting of multiparts. A message inside a message begins anew, when its bytes are parsed.
pub const PARTS_DEPTH_MAX_COUNT: usize = 20;

/// Longest name of a file that came with a message, in bytes.
pub const FILE_NAME_MAX_BYTES: usize = 180;

/// Longest identifier of a foreign message that is remembered, in bytes: what an answer of ours can name.
pub const FOREIGN_ID_MAX_BYTES: usize = HEADER_LENGTH_MAX_BYTES;

/// Largest text in which quotes and signatures are looked for, in bytes; a longer one is left whole.
pub const STRIP_MAX_BYTES: usize = 1024 * 1024;

/// Most of the texts of one outgoing letter together that the guard looks through, in bytes; the rest is found as unread.
pub const GUARD_MAX_BYTES: usize = 4 * 1024 * 1024;

/// Parts of a document with words in them that are read.
pub const GUARD_FILE_PARTS_MAX_COUNT: usize = 500;
/// Bytes of a document, tags and all, that the guard reads of its parts together.
pub const GUARD_FILE_XML_MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Most places in one text that the guard gives; the text behind the last of them is found as unread.
pub const GUARD_FOUND_MAX_COUNT: usize = 1_000;

/// Largest HTML that is cleaned, in bytes; of a longer one the text is shown.
pub const HTML_MAX_BYTES: usize = 2 * 1024 * 1024;

/// Most elements of HTML that is cleaned.
pub const HTML_ELEMENTS_MAX_COUNT: usize = 25_000;

/// Deepest nesting of HTML that is cleaned.
pub const HTML_DEPTH_MAX_COUNT: usize = 256;

/// Most attributes of one element of HTML that is cleaned.
pub const HTML_ATTRIBUTES_MAX_COUNT: usize = 128;

/// Longest report of a bounce that is looked through, in bytes.
pub const REPORT_MAX_BYTES: usize = 256 * 1024;

/// Most recipients that are read from one bounce.
pub const REPORT_RECIPIENTS_MAX_COUNT: usize = 100;

/// Most fields `Authentication-Results` that are looked at for ours.
pub const AUTH_RESULTS_MAX_COUNT: usize = 20;

/// Most signatures (DKIM) of one message that are verified: each is a question to the DNS.
pub const SIGNATURES_MAX_COUNT: usize = 8;

/// Longest time the verification of one sender may take.
pub const VERIFY_MAX_SECONDS: u64 = 20;

/// Longest time a command to a mailbox may take.
pub const IMAP_COMMAND_MAX_SECONDS: u64 = 60;

/// Longest time one message may take to come over.
pub const IMAP_FETCH_MAX_SECONDS: u64 = 600;

/// Messages of a mailbox that are offered together: each wait for the disk is for all of them.
pub const IMAP_OFFERED_MAX_COUNT: usize = 64;

/// Bytes of messages beyond which no further one is offered with them.
pub const IMAP_OFFERED_MAX_BYTES: usize = 16 * 1024 * 1024;

/// How often a mailbox is looked at whose server has no IDLE.
pub const IMAP_POLL_SECONDS: u64 = 60;

/// Longest wait in IDLE before the mailbox is looked at all the same: a notice may have been lost, and servers cut after
/// 29 minutes (RFC 2177).
pub const IMAP_IDLE_MAX_SECONDS: u64 = 300;

/// Longest wait before a mailbox is connected to again.
pub const IMAP_PAUSE_MAX_SECONDS: u64 = 300;
