using ApprovalConsole.Domain.Audit;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Settings;

namespace ApprovalConsole.Web;

/// <summary>The commands that check instead of serving: <c>verify</c> the log, <c>verify-evidence</c> one pack. They answer with 0 or 1.</summary>
internal static class VerifyCommand
{
    /// <summary>Null where the arguments name no such command.</summary>
    public static int? Run(string[] args) => args switch
    {
        ["verify", .. var rest] => VerifyLog(rest),
        ["verify-evidence", var file, .. var rest] => VerifyEvidence(file, rest),
        ["verify-evidence"] => Usage(),
        _ => null,
    };

    private static int VerifyLog(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
        builder.AddSettingsFiles(args);
        var settings = builder.Configuration;
        var files = LogFiles.Of(
            settings.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new(), settings.GetSection(AuditOptions.Section).Get<AuditOptions>() ?? new(),
            builder.Environment.ContentRootPath, settings["database"], settings["heads"], settings["key"]);
        var (ok, lines) = files.Verify();
        foreach (var line in lines) Console.WriteLine(line);
        return ok ? 0 : 1;
    }

    /// <summary>Needs the file and the key's fingerprint; no database, no settings, no network.</summary>
    private static int VerifyEvidence(string file, string[] args)
    {
        if (args is not ["--key", var fingerprint]) return Usage();
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"There is no file {file}.");
            return 2;
        }

        var check = EvidencePack.Check(File.ReadAllBytes(file), fingerprint);
        foreach (var line in check.Lines) Console.WriteLine(line);
        return check.Ok ? 0 : 1;
    }

    private static int Usage()
    {
        Console.Error.WriteLine("""
            verify [--database FILE] [--heads FILE] [--key FINGERPRINT]   checks a whole audit log
            verify-evidence FILE --key FINGERPRINT                        checks the evidence of one decision
            """);
        return 2;
    }
}
