//! What Postfix and Dovecot are told; words between `@` are filled in.

pub(super) const MAIN_CF: &str = "\
compatibility_level = 3.6
queue_directory = @FOLDER@/spool
data_directory = @FOLDER@/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.fjordlys.example
mydestination =
alias_maps =
local_recipient_maps =
maillog_file = @FOLDER@/postfix.log
maillog_file_prefixes = @FOLDER@
import_environment = MAIL_CONFIG=@FOLDER@/conf LD_PRELOAD FAKEROOTKEY LD_LIBRARY_PATH PATH TZ
recipient_delimiter = +
virtual_mailbox_domains = @DOMAINS@
virtual_mailbox_base = @FOLDER@/mail
virtual_mailbox_maps = inline:{@BOXES@}
virtual_minimum_uid = 1
virtual_uid_maps = static:@UID@
virtual_gid_maps = static:@GID@
transport_maps = inline:{{dead.example = smtp:[127.0.0.1]:@DEAD@}}
smtpd_tls_cert_file = @FOLDER@/cert.pem
smtpd_tls_key_file = @FOLDER@/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_session_cache_database =
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = @FOLDER@/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_delay_reject = yes
smtpd_error_sleep_time = 0
in_flow_delay = 0
default_database_type = texthash
enable_long_queue_ids = yes
";

pub(super) const MASTER_CF: &str = "\
127.0.0.1:@SMTP@ inet n - n - 20 smtpd
127.0.0.1:@WORLD@ inet n - n - 20 smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_sasl_auth_enable=no
  -o smtpd_relay_restrictions=reject_unauth_destination
  -o smtpd_recipient_restrictions=reject_unauth_destination
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
smtp unix - - n - - smtp
postlog unix-dgram n - n - 1 postlogd
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
";

pub(super) const DOVECOT_CONF: &str = "\
base_dir = @FOLDER@/run
state_dir = @FOLDER@/state
log_path = @FOLDER@/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <@FOLDER@/cert.pem
ssl_key = <@FOLDER@/key.pem
default_internal_user = @USER@
default_internal_group = @GROUP@
default_login_user = @USER@
mail_location = maildir:@FOLDER@/mail/%n
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mail_max_userip_connections = 100
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
passdb {
  driver = static
  args = password=@PASSWORD@
  mechanisms = plain login
}
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = @FOLDER@/oauth2.conf
}
userdb {
  driver = static
  args = uid=@USER@ gid=@GROUP@ home=@FOLDER@/mail/%n
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = @PLAIN_IMAP@
  }
  inet_listener imaps {
    port = @IMAP@
    ssl = yes
  }
}
service imap {
  process_min_avail = 2
}
service auth {
  unix_listener auth-client {
    path = @FOLDER@/auth
    mode = 0666
  }
}
";

pub(super) const OAUTH2_CONF: &str = "\
tokeninfo_url = http://127.0.0.1:@SIGN_ON@/?token=
username_attribute = email
";
