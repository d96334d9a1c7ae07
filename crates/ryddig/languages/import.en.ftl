# The words of bringing a file into a list.

import-nobody = No user with the address { $address } is let in.
import-too-large = The file is too large.
import-busy = That user has as much work under way as anybody may. Wait, or end some of it on the desk.
import-not-theirs = There is no list "{ $list }" into which that user may bring rows.
import-no-sign = "{ $said }" has no equals sign.
import-no-heading = No column is called "{ $heading }". The columns: { $all }
import-no-field = There is no "{ $field }" here. One may say: { $all }
import-twice = Two columns hold what "{ $heading }" holds. Say it of one of them with --column.
import-nameless = No column says whom the rows are about.
import-empty = No column is taken. Say what they hold with --column.
import-left-out = left out
import-line = line { $line }: { $name }: { $said }
import-would = Would be made: { $made }. There already: { $updated }. Wants no marketing: { $skipped }. To be mended: { $wrong }.
import-how = Nothing is written. Make the rows with --go.
import-did = Made: { $made }. Filled in: { $updated }. Passed over: { $skipped }. To be mended: { $wrong }.
import-undo = The new rows can be taken back from that user's work on the desk.
import-more = and { $left } lines more
import-broke-off = The work broke off; it stands with that user's work on the desk, with the reason.
