# Completion for erasmus, written by `erasmus completion`.
# A line of the answer is a word and what it means, with a tab between them; a pattern such as *.toml stands for files.
function __erasmus_offers
    set -l word (commandline -ct | string trim --left --chars '"\'')
    set -l offers (env ERASMUS_COMPLETE=1 ERASMUS_WORD=$word (commandline -opc) 2>/dev/null)
    if string match -q '\**' -- $offers[1]
        set -l ending (string trim --left --chars '*' -- $offers[1])
        __fish_complete_suffix $ending | string match -r "^[^\t]*(?:/|\\$ending)(?:\t.*)?\$"
    else
        printf '%s\n' $offers
    end
end
complete --command erasmus --no-files --arguments '(__erasmus_offers)'
