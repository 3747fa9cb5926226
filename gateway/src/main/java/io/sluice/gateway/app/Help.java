package io.sluice.gateway.app;

/** The help texts, written from what the commands say of themselves. */
final class Help {
    private static final int INDENT = 2;
    private static final String STATUSES = """
            Exit status: 0 done, 1 not done (and said why), 64 the command line is wrong,
            78 the configuration is wrong.""";

    private Help() {}

    /** What {@code sluice} alone prints: every command with its sentence. */
    static String overview() {
        var text = new StringBuilder("Sluice: one endpoint in front of every model provider.\n\nCommands:\n");
        int width = 0;
        for (Command command : Command.values()) {
            width = Math.max(width, shown(command).length());
        }
        for (Command command : Command.values()) {
            row(text, shown(command), width, command.summary());
        }
        return text.append("\nsluice COMMAND --help says more of one. Every command takes --config and --data.\n")
                .append(STATUSES)
                .toString();
    }

    /** What {@code sluice COMMAND --help} prints. */
    static String of(Command command) {
        var text = new StringBuilder("sluice ").append(shown(command)).append(" [flags]\n\n");
        text.append(command.summary()).append('\n');
        if (!command.details().isEmpty()) {
            text.append(command.details()).append('\n');
        }
        text.append("\nFlags:\n");
        int width = 0;
        for (Flag flag : command.flags()) {
            width = Math.max(width, flag.shown().length());
        }
        for (Flag flag : command.flags()) {
            row(text, flag.shown(), width, flag.help());
        }
        return text.append('\n').append(STATUSES).toString();
    }

    private static String shown(Command command) {
        return command.operand() == null ? command.words() : command.words() + " " + command.operand();
    }

    private static void row(StringBuilder text, String left, int width, String right) {
        text.repeat(' ', INDENT).append(left).repeat(' ', width - left.length() + INDENT);
        text.append(right).append('\n');
    }
}
